# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# shellcheck disable=SC2034 # whoever reads this file uses the variables
#
# The facts of architecture arm64; vm/arch.sh says what they are.

arch_debian=arm64
arch_gnu=aarch64-linux-gnu
arch_compiler=gcc-aarch64-linux-gnu
arch_libc=libc6-dev-arm64-cross
arch_qemu=qemu-system-aarch64
arch_qemu_package=qemu-system-arm
# KVM is no module, and needs a guest that starts at EL2.
arch_kvm_option=KVM
arch_kvm_module=kvm

# A server's CPU that QEMU knows since 7.0, whose counter runs at 1 GHz instead
# of at 62.5 MHz, so that it counts each instruction. Kernels of servers run at
# EL2, as this guest does. Without its, the interrupt controller has no tables
# in memory; without randomness, the guest gets no entropy of the host.
machine=virt-8.1,its=off,dtb-randomness=off
arch_machine=$machine,gic-version=3,virtualization=on
arch_cpu=neoverse-n1,cntfrq=1000000000
arch_kvm_machine=$machine,gic-version=host
arch_kvm_cpu=host,pmu=on
# The machine has one serial port for the kernel alone, so give it two on PCI.
arch_serial_arguments="-chardev file,id=console,path=console
	-chardev file,id=answers,path=answers
	-device pci-serial-2x,chardev1=console,chardev2=answers"
arch_exact_append=
arch_timed_append=
arch_kvm_append=
