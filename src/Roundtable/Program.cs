using System.Globalization;
using System.Reflection;
using System.Text;
using Roundtable.Cli;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Attachments;

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

// A PDF is read in a process of its own, which it may end.
if (args is [PdfWorker.Argument])
{
    return await PdfWorker.ServeAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), CancellationToken.None);
}

// What another program reads is UTF-8 in every locale, as JSON has to be; only a terminal is written to in its own encoding.
if (Console.IsOutputRedirected && Console.OutputEncoding is not UTF8Encoding)
{
    Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
}

return await EntryPoint.RunAsync(args);
