"""Compiled kernels on the disk, as far as running them needs them.

Numba keeps of a kernel its machine code, and its intermediate code for kernels that call it. It reads both, and all
that the compiler is made of, although only compiling needs the second: two thirds of the time of reading.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from numba.core.caching import CompileResultCacheImpl, FunctionCache, _CacheLocator
from numba.core.codegen import JITCodeLibrary, ll
from numba.core.compiler import compile_result
from numba.core.runtime import rtsys


class KeptLibrary(JITCodeLibrary):  # type: ignore[misc]
    """The code of a kernel, of which the intermediate part is read where another kernel is compiled that calls it."""

    _shared_module: Any

    def __init__(self, codegen: Any, name: str, machine_code: bytes, bitcode: bytes) -> None:
        super().__init__(codegen, name)
        self._bitcode = bitcode
        self.enable_object_caching()
        self._set_compiled_object(machine_code)
        self._finalize_final_module()

    def _get_module_for_linking(self) -> Any:
        if self._shared_module is None:
            self._shared_module = ll.parse_bitcode(self._bitcode)
        return super()._get_module_for_linking()


class _Place(_CacheLocator):  # type: ignore[misc]
    """Where a kernel is kept: in a folder named by a digest of all sources, so that nothing in it is ever stale."""

    def __init__(self, function: Callable[..., Any], folder: str) -> None:
        self._py_file = function.__code__.co_filename
        self._folder = folder
        self._name = f"{function.__module__}-{function.__code__.co_firstlineno}"

    def get_cache_path(self) -> str:
        return self._folder

    def get_source_stamp(self) -> str:
        return ""

    def get_disambiguator(self) -> str:
        return self._name


class _Running(CompileResultCacheImpl):  # type: ignore[misc]
    """What is kept of a kernel.

    Numba names as well the modules of its own that the kernel was compiled from, so that they are loaded with it, and
    with them all that numba knows of numpy and scipy.linalg, which nothing then uses: these are left out. The names
    that the code defines, which numba gathers from the intermediate code, are kept beside it.
    """

    def __init__(self, function: Callable[..., Any], folder: str) -> None:
        self._lineno = function.__code__.co_firstlineno
        self._locator = _Place(function, folder)
        self._filename_base = self.get_filename_base(function.__qualname__, getattr(sys, "abiflags", ""))

    def reduce(self, compiled_kernel: Any) -> tuple[Any, ...]:
        """What is written to the disk."""
        *parts, environments = compiled_kernel._reduce()
        module = compiled_kernel.library._get_module_for_linking()
        defined = [each.name for kind in (module.functions, module.global_variables) for each in kind
                   if not each.is_declaration]  # fmt: skip
        return (
            defined,
            *parts,
            tuple(each for each in environments if not each.globals["__name__"].startswith("numba.")),
        )

    def rebuild(self, target_context: Any, payload: tuple[Any, ...]) -> Any:
        """The kernel made of what was written: what numba's ``CompileResult._rebuild`` does, but for the library."""
        defined, (name, _, codes), described, environment, signature, mode, lifted, types, initial, others = payload
        for initialize in initial:
            initialize()
        codegen = target_context.codegen()
        library = KeptLibrary(codegen, name, *codes)
        codegen._engine._defined_symbols.update(defined)
        entry_point = target_context.get_executable(library, described, environment)
        for each in others:
            codegen.set_env(each.env_name, each)
        return compile_result(
            target_context=target_context,
            typing_context=target_context.typing_context,
            library=library,
            environment=environment,
            entry_point=entry_point,
            fndesc=described,
            type_annotation=types,
            signature=signature,
            objectmode=mode,
            lifted=lifted,
            reload_init=initial,
            referenced_envs=others,
        )


class KeptKernels(FunctionCache):  # type: ignore[misc]
    """Numba's cache of the kernels of a function on disk, but that reading one does not load what only compiling one
    needs. Memory for arrays must be ready; the compiler loads the rest if it is called.
    """

    def __init__(self, function: Callable[..., Any], folder: str) -> None:
        self._impl_class = partial(_Running, folder=folder)
        super().__init__(function)

    def load_overload(self, sig: object, target_context: object) -> Any:
        """The kernel for these types, ``None`` where it is not kept."""
        rtsys.initialize(target_context)
        with self._guard_against_spurious_io_errors():
            return self._load_overload(sig, target_context)
