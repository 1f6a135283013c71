using System.Reflection;
using System.Runtime.Loader;

namespace Roundtable.Workspace.Vectors;

/// <summary>What an add-on is loaded into: its own libraries come from its folder, those that it shares with the program from the program.</summary>
/// <param name="library">The add-on's library.</param>
internal sealed class AddonContext(string library) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(library))
{
    private readonly AssemblyDependencyResolver _resolver = new(library);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : nint.Zero;
}
