namespace Roundtable.Tests.Models.Protocols;

/// <summary>All shapes, by name.</summary>
internal static class WireShapes
{
    public static IReadOnlyDictionary<string, WireShape> All { get; } = OpenAIShapes.All
        .Concat(CompatibleShapes.All)
        .Concat(MessagesShapes.All)
        .Concat(ResponsesShapes.All)
        .Concat(FramingShapes.All)
        .ToDictionary(s => s.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. All.Keys];

    public static TheoryData<string> Streams => [.. All.Values.Where(s => s is { IsStream: true, Status: 200 }).Select(s => s.Name)];
}
