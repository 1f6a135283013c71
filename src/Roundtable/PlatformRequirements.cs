using System.Runtime.InteropServices;

namespace Roundtable.Cli;

/// <summary>What the program needs of the machine it runs on. It is checked before anything that could go silently wrong without it.</summary>
internal static partial class PlatformRequirements
{
    private const string InvariantVariable = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";
    private const string InvariantSwitch = "System.Globalization.Invariant";

    /// <summary>One sentence that says what this machine lacks and what to do; null where nothing is missing.</summary>
    /// <remarks>
    /// Nothing before this call may touch a culture: .NET ends the process where it finds no ICU. Where the answer is a sentence, only that
    /// sentence may be written: text is not compared correctly from here on.
    /// </remarks>
    public static string? Unmet()
    {
        AppContext.TryGetSwitch(InvariantSwitch, out var invariant);
        var unmet = Unmet(RuntimeInformation.RuntimeIdentifier, Environment.GetEnvironmentVariable(InvariantVariable), invariant, IcuIsFound);
        if (unmet is not null)
        {
            // .NET asks for this once, when it first needs a culture: without it, even writing the sentence would look for ICU.
            AppContext.SetSwitch(InvariantSwitch, true);
        }

        return unmet;
    }

    /// <summary>What is missing, given what is known of the machine.</summary>
    /// <param name="runtime">The runtime identifier, such as <c>linux-x64</c>.</param>
    /// <param name="invariantVariable">The value of DOTNET_SYSTEM_GLOBALIZATION_INVARIANT; null where it is not set.</param>
    /// <param name="invariantSwitch">Whether the runtime configuration asks for invariant mode.</param>
    /// <param name="icuIsFound">Whether .NET finds ICU; called only where it needs it.</param>
    internal static string? Unmet(string runtime, string? invariantVariable, bool invariantSwitch, Func<bool> icuIsFound)
    {
        if (runtime.StartsWith("linux-musl", StringComparison.Ordinal))
        {
            return "Systems built on musl, such as Alpine Linux, are not supported; use a system built on glibc, such as Debian, Ubuntu or Fedora.";
        }

        if (invariantVariable is "1" || string.Equals(invariantVariable, "true", StringComparison.OrdinalIgnoreCase))
        {
            return $"{InvariantVariable} is set: in that mode texts would not be normalised and would be compared wrongly; unset it and try again.";
        }

        if (invariantSwitch)
        {
            return $"{InvariantSwitch} is on in roundtable.runtimeconfig.json: in that mode texts would not be normalised and would be compared wrongly; "
                + "set it to false and try again.";
        }

        return icuIsFound()
            ? null
            : "The ICU library is needed to compare texts and was not found; install it (Debian and Ubuntu: package libicu with a number, Fedora: libicu) "
                + "and try again.";
    }

    private static bool IcuIsFound() => !OperatingSystem.IsLinux() || LoadIcu() != 0;

    /// <summary>What .NET itself calls to find ICU; 0 where it finds none. To call it twice does no harm.</summary>
    [LibraryImport("libSystem.Globalization.Native", EntryPoint = "GlobalizationNative_LoadICU")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int LoadIcu();
}
