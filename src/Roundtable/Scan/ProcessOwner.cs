using System.Runtime.InteropServices;

namespace Roundtable.Cli.Scan;

/// <summary>Who this process runs as (POSIX <c>geteuid</c>, <c>getegid</c>): jobs that run as the same can read what it keeps private.</summary>
internal static partial class ProcessOwner
{
    /// <summary>The effective user id; null on Windows.</summary>
    public static long? User => OperatingSystem.IsWindows() ? null : EffectiveUser();

    /// <summary>The effective group id; null on Windows.</summary>
    public static long? Group => OperatingSystem.IsWindows() ? null : EffectiveGroup();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "getegid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveGroup();
}
