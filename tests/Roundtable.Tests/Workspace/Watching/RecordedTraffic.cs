using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Tests.Watching.Monitoring;

namespace Roundtable.Tests.Workspace.Watching;

/// <summary>Simulated traffic as exchanges of a gateway.</summary>
internal static class RecordedTraffic
{
    /// <summary>Appends it to a log.</summary>
    public static async Task AppendAsync(RecordLog log, TrafficSimulator traffic, TimeSpan later)
    {
        List<Task> pending = [];
        foreach (var (entry, prompt) in traffic.WithPrompts)
        {
            var body = Encoding.UTF8.GetBytes(new JsonObject
            {
                ["model"] = "m",
                ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = prompt }),
            }.ToJsonString());
            pending.Add(AppendAsync(log, entry.Caller, body, entry.Time + later));
        }

        await Task.WhenAll(pending);
    }

    /// <summary>Appends one exchange with a body of its own.</summary>
    public static Task AppendAsync(RecordLog log, string caller, byte[] body, DateTimeOffset time)
    {
        var document = Encoding.UTF8.GetBytes(new JsonObject { ["caller"] = caller, ["path"] = "/v1/chat/completions", ["v"] = 1 }.ToJsonString());
        return log.AppendAsync(
            new Leaf
            {
                Kind = LeafKind.Exchange,
                Time = time,
                Call = "call" + Convert.ToHexStringLower(Digest.Of(body).ToArray().AsSpan(0, 16)),
                Producer = new Producer("lab", "m", null, new Route(RouteKind.Direct)),
                Prompt = Digest.Of(body),
                Document = Digest.Of(document),
            },
            [body, document],
            TestContext.Current.CancellationToken);
    }
}
