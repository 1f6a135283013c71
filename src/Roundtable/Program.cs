using System.Globalization;
using System.Reflection;
using Roundtable.Cli;
using Roundtable.Cli.CommandLine;

if (PlatformRequirements.Unmet() is { } unmet)
{
    Console.Error.WriteLine($"roundtable: {unmet}");
    return ExitCode.Unavailable;
}

// What is written is the same in every country: sessions are compared byte for byte.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

// Scripts ask for the version often: it is told before anything else is loaded.
if (args is ["--version"])
{
    Console.Out.WriteLine(typeof(Commands).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
    return ExitCode.Ok;
}

return await EntryPoint.RunAsync(args);
