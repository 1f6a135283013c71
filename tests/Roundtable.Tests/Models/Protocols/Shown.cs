using System.Globalization;
using System.Text;
using Roundtable.Models.Protocols;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Models.Protocols;

/// <summary>All that a reading says, on one line: <c>model id | finish | parts | usage | cost via upstream</c>.</summary>
internal static class Shown
{
    public static string Of(ProtocolReading reading) => reading switch
    {
        ProtocolReading.Answered { Answer: var a } => string.Join(
            " | ",
            [$"{a.Model ?? "-"} {a.Id ?? "-"}", .. a.Choices.Select(Choice), Usage(a.Usage), $"{Dollars(a.CostUsd)} via {a.Upstream ?? "-"}"]),
        ProtocolReading.Failed { Error: var e } => $"failed {e.Status?.ToString(CultureInfo.InvariantCulture) ?? "-"} {e.Code ?? "-"}: {e.Message}{(e.IsContentFilter ? " (filtered)" : "")}",
        ProtocolReading.Broken { Problem: var problem } => problem,
        _ => throw new InvalidOperationException(),
    };

    public static string Read(Protocol protocol, string body) => Of(ProtocolReader.Read(protocol, Encoding.UTF8.GetBytes(body)));

    /// <summary>Reads a stream of events with these data.</summary>
    public static Task<string> ReadEventsAsync(Protocol protocol, IEnumerable<string> data) => ReadTextAsync(protocol, string.Concat(data.Select(d => $"data: {d}\n\n")));

    /// <summary>Reads a stream of this text.</summary>
    public static async Task<string> ReadTextAsync(Protocol protocol, string text) =>
        Of(await ProtocolReader.ReadEventsAsync(protocol, new MemoryStream(Encoding.UTF8.GetBytes(text)), null, TestContext.Current.CancellationToken));

    private static string Choice(AnswerChoice choice) =>
        string.Join(", ", choice.Parts.Select(Part).Prepend($"{choice.FinishReason ?? "-"}{(choice.IsRefused ? " refused" : "")}"));

    private static string Part(ContentPart part) => part switch
    {
        ContentPart.Text text => $"'{text.Value}'",
        ContentPart.Reasoning reasoning => $"({reasoning.Value})",
        ContentPart.Refusal refusal => $"refusal '{refusal.Value}'",
        ContentPart.ToolCall call => $"{call.Name}#{call.Id ?? "-"} {call.Arguments}",
        ContentPart.ServedTool served => $"[{served.Use.Tool}]",
        ContentPart.Cited cited => $"[{cited.Page.Url}]",
        ContentPart.Other other => $"[{other.Type}]",
        _ => throw new InvalidOperationException(),
    };

    private static string Usage(Usage? usage) => usage is null ? "-" : string.Join(
        ' ',
        new[]
        {
            ("in", usage.Input), ("read", usage.CacheRead), ("write", usage.CacheWrite), ("audio-in", usage.InputAudio),
            ("out", usage.Output), ("reasoning", usage.Reasoning), ("audio-out", usage.OutputAudio),
        }.Where(k => k.Item2 is not null).Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.Item1} {k.Item2}")));

    private static string Dollars(decimal? cost) => cost is { } dollars ? string.Create(CultureInfo.InvariantCulture, $"${dollars:0.##########}") : "-";
}
