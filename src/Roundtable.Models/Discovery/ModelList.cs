using System.Globalization;
using System.Text.Json;
using Roundtable.Models.Http;
using Roundtable.Models.Protocols;
using Roundtable.Models.Providers;

namespace Roundtable.Models.Discovery;

/// <summary>Asks a server which models it has: <c>GET /models</c>, which OpenAI's API, Anthropic's and local servers answer alike.</summary>
public static class ModelList
{
    /// <summary>The models' names; null where the server does not answer in time, or not in this shape.</summary>
    /// <param name="connection">How the server is reached.</param>
    /// <param name="key">The key, or null where none is needed.</param>
    /// <param name="outgoing">How calls leave this computer.</param>
    /// <param name="limit">How long to wait at most.</param>
    /// <param name="cancellation">Stops asking.</param>
    public static async Task<IReadOnlyList<string>?> AskAsync(
        Connection connection, Secret? key, OutgoingSettings outgoing, TimeSpan limit, CancellationToken cancellation) =>
        await DescribeAsync(connection, key, outgoing, limit, cancellation) is { } models ? [.. models.Select(m => m.Name)] : null;

    /// <summary>The models, with the days on which they are shut down; null where the server does not answer in time, or not in this shape.</summary>
    /// <param name="connection">How the server is reached.</param>
    /// <param name="key">The key, or null where none is needed.</param>
    /// <param name="outgoing">How calls leave this computer.</param>
    /// <param name="limit">How long to wait at most.</param>
    /// <param name="cancellation">Stops asking.</param>
    public static async Task<IReadOnlyList<ListedModel>?> DescribeAsync(
        Connection connection, Secret? key, OutgoingSettings outgoing, TimeSpan limit, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(limit);
        var path = connection.ApiVersion is { } version ? $"/openai/models?api-version={version}"
            : connection.Kind == ApiKind.Anthropic ? "/v1/models?limit=1000"
            : "/models";
        using var request = new HttpRequestMessage(HttpMethod.Get, connection.Address.ToString().TrimEnd('/') + path);
        if (key is not null && connection.Kind == ApiKind.Anthropic)
        {
            request.Headers.Add("x-api-key", key.Reveal());
            request.Headers.Add("anthropic-version", "2023-06-01");
        }
        else if (key is not null && connection.ApiVersion is not null)
        {
            request.Headers.Add("api-key", key.Reveal());
        }
        else if (key is not null)
        {
            request.Headers.Authorization = new("Bearer", key.Reveal());
        }

        try
        {
            await using var answer = await HttpAnswer.SendAsync(OutgoingHttp.Client(outgoing), request, key?.Reveal(), stop.Token);
            var root = JsonElement.Parse(await answer.ReadAsync(stop.Token));
            return root.Member("data") is { ValueKind: JsonValueKind.Array } data
                ? [.. data.Items().Select(Listed).OfType<ListedModel>()]
                : null;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever goes wrong, this server does not tell its models.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private static ListedModel? Listed(JsonElement model) => model.Text("id") is not { } id ? null : new ListedModel(
        id.StartsWith("models/", StringComparison.Ordinal) ? id[7..] : id,
        DateOnly.TryParseExact(
            model.Text("shutdown_date") ?? model.Text("expiration_date") ?? model.Text("deprecation"),
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day) ? day : null);
}
