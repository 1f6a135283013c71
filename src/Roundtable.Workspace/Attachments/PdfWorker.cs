using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Roundtable.Workspace.Attachments;

/// <summary>
/// Reads PDFs in a process of its own. Some files make their reader call itself without end, which ends a process and cannot be caught; a server must survive
/// them. Where the program that runs is not roundtable itself, as in tests, files are read in the process that asks.
/// </summary>
public static class PdfWorker
{
    /// <summary>The only argument of the program when it is such a process. It is no verb, and nobody else calls it.</summary>
    public const string Argument = "__read-pdf";

    private const string ProgramName = "roundtable";
    private const string MaxHeapBytes = "0x40000000";
    private const int Refusal = 3;

    /// <summary>Reads a PDF on standard input and writes its number of pages, a line feed and its text in UTF-8, or why it is refused.</summary>
    /// <returns>The exit code: 0 for a text, 3 for a refusal.</returns>
    public static async Task<int> ServeAsync(Stream input, Stream output, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await input.CopyToAsync(bytes, cancellation);
        string answer;
        var code = 0;
        try
        {
            var text = PdfText.ReadHere("", bytes.ToArray(), cancellation);
            answer = FormattableString.Invariant($"{text.Pages}\n{text.Text}");
        }
        catch (WorkspaceException e)
        {
            (answer, code) = (e.Message, Refusal);
        }

        await output.WriteAsync(Encoding.UTF8.GetBytes(answer), cancellation);
        return code;
    }

    /// <summary>Reads a PDF in another process; null where there is none for it.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <exception cref="WorkspaceException">When the file is refused, or ends its process.</exception>
    internal static async Task<PdfText?> TryReadAsync(string name, byte[] bytes, CancellationToken cancellation)
    {
        if (StartInfo() is not { } info)
        {
            return null;
        }

        using var process = Process.Start(info) ?? throw new InvalidOperationException("The process that reads PDFs did not start.");
        try
        {
            var writing = WriteAsync(process, bytes, cancellation);
            using var output = new MemoryStream();
            var reading = process.StandardOutput.BaseStream.CopyToAsync(output, cancellation);
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellation);
            await Task.WhenAll(writing, reading, errors, process.WaitForExitAsync(cancellation));
            var said = Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
            return process.ExitCode switch
            {
                0 when said.IndexOf('\n', StringComparison.Ordinal) is > 0 and var line && int.TryParse(said.AsSpan(0, line), out var pages) =>
                    new PdfText(said[(line + 1)..], pages),
                Refusal => throw new WorkspaceException(ErrorKind.BadData, name + said),
                _ => throw PdfText.Damaged(name),
            };
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task WriteAsync(Process process, byte[] bytes, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(bytes, cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything: its exit code says how.
        }
    }

    private static ProcessStartInfo? StartInfo()
    {
        if (Environment.ProcessPath is not { } path || Assembly.GetEntryAssembly() is not { } program || program.GetName().Name != ProgramName)
        {
            return null;
        }

        var info = new ProcessStartInfo(path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(path) == "dotnet")
        {
            info.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, ProgramName + ".dll"));
        }

        info.ArgumentList.Add(Argument);
        foreach (var key in info.Environment.Keys
            .Where(k => k.Contains("KEY", StringComparison.Ordinal) || k.Contains("TOKEN", StringComparison.Ordinal)).ToList())
        {
            info.Environment.Remove(key); // It needs no key of anybody.
        }

        info.Environment["DOTNET_GCHeapHardLimit"] = MaxHeapBytes;
        info.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return info;
    }
}
