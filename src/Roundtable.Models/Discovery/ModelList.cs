using System.Text.Json;
using Roundtable.Models.Http;
using Roundtable.Models.Protocols;
using Roundtable.Models.Providers;

namespace Roundtable.Models.Discovery;

/// <summary>Asks a server which models it has: <c>GET /models</c>, which OpenAI's API, Anthropic's and local servers answer alike.</summary>
public static class ModelList
{
    /// <summary>The models' names; null where the server does not answer in time, or not in this shape.</summary>
    public static async Task<IReadOnlyList<string>?> AskAsync(Connection connection, Secret? key, TimeSpan limit, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(limit);
        var path = connection.Kind == ApiKind.Anthropic ? "/v1/models?limit=1000" : "/models";
        using var request = new HttpRequestMessage(HttpMethod.Get, connection.Address.ToString().TrimEnd('/') + path);
        if (key is not null && connection.Kind == ApiKind.Anthropic)
        {
            request.Headers.Add("x-api-key", key.Reveal());
            request.Headers.Add("anthropic-version", "2023-06-01");
        }
        else if (key is not null)
        {
            request.Headers.Authorization = new("Bearer", key.Reveal());
        }

        try
        {
            using var response = await Transport.Http.SendAsync(request, stop.Token);
            var root = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(stop.Token));
            return root.Member("data") is { ValueKind: JsonValueKind.Array } data
                ? [.. data.Items().Select(m => m.Text("id")).OfType<string>().Select(id => id.StartsWith("models/", StringComparison.Ordinal) ? id[7..] : id)]
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
}
