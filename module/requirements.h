/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kernel's configuration must have. Kbuild includes this before each
 * source file, so that the build fails with these sentences rather than with an
 * undefined symbol. vm/kernel-options lists what the guest needs as well.
 */
#ifndef CONFIG_64BIT
#error "mnbench needs a 64-bit kernel: CONFIG_64BIT."
#endif
#ifndef CONFIG_MODULES
#error "mnbench is a loadable module and needs CONFIG_MODULES."
#endif
#ifndef CONFIG_MMU_NOTIFIER
#error "mnbench needs CONFIG_MMU_NOTIFIER, which CONFIG_KVM selects."
#endif
#ifndef CONFIG_HMM_MIRROR
#error "mnbench needs CONFIG_HMM_MIRROR, which CONFIG_TEST_HMM selects."
#endif
