# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# shellcheck disable=SC2034 # whoever reads this file uses the variables
#
# The facts of architecture x86_64; vm/arch.sh says what they are.

arch_debian=amd64
arch_gnu=x86_64-linux-gnu
arch_compiler=gcc-x86-64-linux-gnu
arch_libc=libc6-dev-amd64-cross
arch_qemu=qemu-system-x86_64
arch_qemu_package=qemu-system-x86
# The emulated CPU has the virtualization of AMD.
arch_kvm_option=KVM_AMD
arch_kvm_module=kvm-amd

# A CPU model that no release of QEMU adds features to, with the features that
# every release since 8.1 emulates. Left out are rdrand and rdseed, which give
# the host's entropy, and erms and fsrm, because the emulator counts each byte
# that they copy as an instruction. svm is for KVM in the guest.
cpu=qemu64-v1,family=6,model=6,stepping=3
for feature in \
	abm adx aes arat avx avx2 bmi1 bmi2 clflushopt clwb f16c fma fsgsbase \
	movbe npt pclmulqdq pdpe1gb popcnt rdpid rdtscp smap smep sse4.1 \
	sse4.2 \
	ssse3 svm umip x2apic xgetbv1 xsave xsaveerptr xsaveopt; do
	cpu=$cpu,+$feature
done
arch_cpu=$cpu,-rdrand,-rdseed,-erms,-fsrm
arch_machine=pc-i440fx-8.1,usb=off,vmport=off,smm=off
arch_kvm_machine=$arch_machine
# Under KVM the guest reads an invariant TSC, and not a device. It does not see
# the register of the CPU's bugs: it would choose mitigations, which are off,
# and some KVMs offer that register and then refuse to set it.
arch_kvm_cpu=host,migratable=off,+invtsc,pmu=on,-arch-capabilities
arch_serial_arguments="
	-chardev file,id=console,path=console -serial chardev:console
	-chardev file,id=answers,path=answers -serial chardev:answers"
# Do not calibrate the clock, which runs at 1 GHz. The second CPU needs no 10 ms
# to come up.
arch_exact_append="tsc_early_khz=1000000 tsc=reliable no_timer_check"
arch_exact_append="$arch_exact_append cpu_init_udelay=0"
arch_timed_append=no_timer_check
# The early console shows whether the guest runs at all.
arch_kvm_append='earlyprintk=serial,ttyS0,115200'
