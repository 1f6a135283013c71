using System.Text.Json;
using Roundtable.Deliberation.Panels;
using Roundtable.Models.Providers;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Gateway.Policies;
using Roundtable.Workspace.Spending;

namespace Roundtable.Workspace.Gateway;

/// <summary>A call as its leaf tells it, as far as it is charged.</summary>
/// <param name="Call">The call.</param>
/// <param name="Connection">Where it went.</param>
/// <param name="Model">The model that was asked, as the provider calls it.</param>
/// <param name="Path">What it was about.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Reserved">What was reserved, in millionths of a US dollar; null where nothing was.</param>
internal sealed record RecordedCall(ChargedCall Call, Connection Connection, string Model, PathPolicy Path, CallOutcome Outcome, long? Reserved)
{
    /// <summary>Reads a leaf.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="id">The call's id.</param>
    /// <param name="document">Its document; null where it was erased, and then the call is charged to nobody.</param>
    /// <param name="settings">The upstreams.</param>
    /// <returns>Null where the call costs nothing, or it cannot be told what it was.</returns>
    public static RecordedCall? Of(Leaf leaf, string id, byte[]? document, GatewaySettings settings)
    {
        if (document is null || leaf.Producer is not { } producer)
        {
            return null;
        }

        try
        {
            var root = JsonElement.Parse(document);
            var upstream = settings.Upstreams.GetValueOrDefault(Text("upstream") ?? "")
                ?? new Upstream { Name = producer.Connection, Kind = ApiKind.OpenAI, Address = new Uri("http://localhost") };
            var path = Text("path") is { } raw && RequestPath.Read(GatewayPath.WithoutVersion(raw), out _) is { } read
                ? PathPolicy.Of(upstream.Kind, Text("method") ?? "", read)
                : null;
            if (path is not { Asks: true })
            {
                return null;
            }

            var connection = upstream.Connection();
            var caller = Text("caller") ?? "";
            var call = new ChargedCall(id, PolicyRequest.KeyOf(Text("key"), caller), caller, $"{connection.Name}/{producer.Requested}", leaf.Time);
            var outcome = new CallOutcome(
                Number("status") is { } status ? (int)status : null,
                Text("cut") != Record.Wording.Kebab.Name(ExchangeEnd.UpstreamUnreachable),
                leaf.Usage,
                leaf.CostUsd);
            return new RecordedCall(call, connection, producer.Requested, path, outcome, Number("reservedMicroDollars"));

            string? Text(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

            long? Number(string name) => root.TryGetProperty(name, out var value) && value.TryGetInt64(out var number) ? number : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What it is charged, at the model's price now.</summary>
    public Charge Charge(ModelCard card) => CallCharge.Of(Path, Outcome, card, Reserved);
}
