using System.Globalization;
using Roundtable.Cli.CommandLine;

namespace Roundtable.Cli.Terminal;

/// <summary>One line on standard error that counts what was done.</summary>
internal sealed class CountLine : IProgress<long>, IProgress<int>, IDisposable
{
    private readonly TextWriter _error;
    private readonly string _what;
    private readonly long _every;
    private long _shown = -1;

    private CountLine(TextWriter error, string what, long every) => (_error, _what, _every) = (error, what, every);

    /// <summary>Opens the line; null where nobody would see it.</summary>
    /// <param name="invocation">Where it is shown.</param>
    /// <param name="what">What is counted, in the plural.</param>
    /// <param name="every">The line changes after so many.</param>
    public static CountLine? Open(Invocation invocation, string what, long every = 1) =>
        Console.IsErrorRedirected || invocation.Json ? null : new CountLine(invocation.Error, what, every);

    /// <inheritdoc/>
    public void Report(long value)
    {
        if (value / _every != _shown)
        {
            _shown = value / _every;
            _error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{value:N0} {_what}…"));
        }
    }

    /// <inheritdoc/>
    public void Report(int value) => Report((long)value);

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        if (_shown >= 0)
        {
            _error.Write("\r\u001b[K");
        }
    }
}
