using System.Diagnostics;

namespace Roundtable.Tests.Samples;

/// <summary>The built program as a child process, on a data directory of its own and with nothing connected.</summary>
internal sealed class RoundtableProcess(string data)
{
    // Its own output: the tests' own is made for another framework and lacks what that brings.
    public static string Program { get; } = Path.Combine(
        Repository.Root, "src", "Roundtable", "bin", AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0", "roundtable.dll");

    /// <summary>Variables for the child besides those that keep it apart from this machine.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>How large a file of the child may grow, in blocks of 1,024 bytes; null for no limit.</summary>
    public int? FileSizeLimit { get; set; }

    /// <summary>Whether a process that ran other commands before may run those of this one.</summary>
    public bool CanBeKept => FileSizeLimit is null && Variables.Keys.All(IsOurs);

    public Process Start(params string[] arguments)
    {
        var start = StartInfo(arguments);
        // It lives for seconds. Counting calls, to compile again what is called often, would cost it a fifth of its processor time (measured over sites of browser tests).
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        return Process.Start(start)!;
    }

    /// <summary>Runs a command to its end, with nothing to read.</summary>
    public async Task<(int Code, string Out, string Error)> RunAsync(CancellationToken cancellation, params string[] arguments)
    {
        // Those that use the process's own streams, past its consoles, have one of their own.
        if (CanBeKept && arguments is not (["features", ..] or ["mcp", ..]) && !arguments.Contains("-"))
        {
            return await KeptProgram.RunAsync(StartInfo(arguments), arguments, cancellation);
        }

        using var process = Start(arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output, await error);
    }

    // Others are read once in a process, or by libraries that are no .NET.
    private static bool IsOurs(string variable) =>
        variable.StartsWith("ROUNDTABLE_", StringComparison.Ordinal) || variable.EndsWith("_KEY", StringComparison.Ordinal);

    /// <summary>How a process of its own is started: with which folder and variables.</summary>
    public ProcessStartInfo StartInfo(string[] arguments)
    {
        var start = new ProcessStartInfo(FileSizeLimit is not null ? "bash" : OperatingSystem.IsLinux() ? "env" : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = data,
        };
        if (FileSizeLimit is { } blocks)
        {
            // Ignored, the signal turns into an error of the write.
            string[] limited = ["-c", $"trap '' XFSZ; ulimit -f {blocks}; exec dotnet \"$@\"", "bash"];
            foreach (var argument in limited)
            {
                start.ArgumentList.Add(argument);
            }
        }

        else if (OperatingSystem.IsLinux())
        {
            // Tests that run in the background of a shell have Ctrl-C ignored, and their children with them.
            start.ArgumentList.Add("--default-signal=INT");
            start.ArgumentList.Add("dotnet");
        }

        start.ArgumentList.Add(Program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(k => k.EndsWith("_API_KEY", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["ROUNDTABLE_DATA"] = data;
        start.Environment["ROUNDTABLE_LOCAL_PROBES"] = "off";
        start.Environment["XDG_CONFIG_HOME"] = data;
        if (FileSizeLimit is not null)
        {
            // The runtime's own double mapping is a file too, and a large one.
            start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        }

        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
