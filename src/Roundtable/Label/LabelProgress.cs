using System.Globalization;
using Roundtable.Annotation.Runs;
using Roundtable.Cli.CommandLine;

namespace Roundtable.Cli.Label;

/// <summary>One line on standard error that says how far a run of labels is.</summary>
internal sealed class LabelProgress : IProgress<RunProgress>, IDisposable
{
    private readonly TextWriter _error;
    private bool _isShown;

    private LabelProgress(TextWriter error) => _error = error;

    /// <summary>Opens the line; null where nobody would see it.</summary>
    public static LabelProgress? Open(Invocation invocation) => Console.IsErrorRedirected || invocation.Json ? null : new LabelProgress(invocation.Error);

    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        _isShown = true;
        var rate = value.ItemsPerSecond is { } r ? string.Create(CultureInfo.InvariantCulture, $", {r:N1} items/s") : "";
        var left = value.Left is { } time ? $", {Text(time)} left" : "";
        var cost = string.Create(CultureInfo.InvariantCulture, $", {(value.UnpricedCalls > 0 ? "at least " : "")}${value.MicroDollars / 1e6:N4}");
        _error.Write(string.Create(
            CultureInfo.InvariantCulture, $"\r\u001b[K{value.Items:N0} of {value.Total:N0} items, {value.Reused:N0} answers reused{rate}{left}{cost}"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isShown)
        {
            _error.Write("\r\u001b[K");
        }
    }

    private static string Text(TimeSpan time) => time.TotalMinutes < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds):F0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalMinutes):F0} min");
}
