using System.Globalization;
using Roundtable.Cli.CommandLine;

namespace Roundtable.Cli.Verify;

/// <summary>How many leaves were looked at: one line on the terminal that is written over and over.</summary>
internal sealed class LeafProgress(TextWriter terminal) : IProgress<long>
{
    /// <summary>For somebody at a terminal; null where standard error goes elsewhere.</summary>
    public static LeafProgress? For(Invocation invocation) => Console.IsErrorRedirected ? null : new(invocation.Error);

    /// <inheritdoc/>
    public void Report(long value)
    {
        if (value % 4096 == 0)
        {
            terminal.Write(string.Create(CultureInfo.InvariantCulture, $"\r{value:N0} leaves"));
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Clear() => terminal.Write("\r\u001b[K");
}
