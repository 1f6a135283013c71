using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Record.Entries;

namespace Roundtable.Models.Discovery;

/// <summary>Looks for model servers on this computer, where their makers let them listen.</summary>
public static class LocalServers
{
    /// <summary>Set to <c>off</c>, nothing is looked for.</summary>
    public const string SwitchVariable = "ROUNDTABLE_LOCAL_PROBES";

    private const string OllamaVariable = "OLLAMA_HOST";

    /// <summary>Long enough for a server on the same computer that is busy, short enough not to be noticed.</summary>
    private static readonly TimeSpan _limit = TimeSpan.FromMilliseconds(700);

    /// <summary>Every server that might be there, each connected with the models that it lists, or not and why.</summary>
    /// <param name="variables">Environment variables by name.</param>
    /// <param name="outgoing">How calls leave this computer: <c>OLLAMA_HOST</c> may name another.</param>
    /// <param name="cancellation">Stops looking.</param>
    public static async Task<IReadOnlyList<Connection>> FindAsync(
        IReadOnlyDictionary<string, string> variables, OutgoingSettings outgoing, CancellationToken cancellation)
    {
        Connection[] places =
        [
            Place("ollama", Ollama(variables.GetValueOrDefault(OllamaVariable))),
            Place("lmstudio", new Uri("http://127.0.0.1:1234/v1")),
            Place("llamacpp", new Uri("http://127.0.0.1:8080/v1")),
        ];
        return string.Equals(variables.GetValueOrDefault(SwitchVariable), "off", StringComparison.OrdinalIgnoreCase)
            ? [.. places.Select(p => p with { NotConnected = $"Not probed: {SwitchVariable} is off." })]
            : await Task.WhenAll(places.Select(p => ProbeAsync(p, outgoing, cancellation)));
    }

    private static async Task<Connection> ProbeAsync(Connection place, OutgoingSettings outgoing, CancellationToken cancellation) =>
        await ModelList.AskAsync(place, null, outgoing, _limit, cancellation) switch
        {
            null => place with { NotConnected = $"No server responds at {place.Address}." },
            { Count: 0 } => place with { NotConnected = $"The server at {place.Address} has no models yet." },
            var models => place with { Models = models },
        };

    private static Connection Place(string name, Uri address) => new()
    {
        Name = name,
        Kind = ApiKind.OpenAI,
        Address = address,
        Concurrency = 4,
        Route = address.IsLoopback ? new Route(RouteKind.Local) : null,
    };

    /// <summary>OLLAMA_HOST is a host, a host and port, or an address; 0.0.0.0 is where it listens and not where it is asked.</summary>
    private static Uri Ollama(string? host)
    {
        var text = string.IsNullOrWhiteSpace(host) ? "127.0.0.1" : host.Trim();
        text = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            return new Uri("http://127.0.0.1:11434/v1");
        }

        var builder = new UriBuilder(address) { Path = "/v1" };
        builder.Host = builder.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : builder.Host;
        builder.Port = address.IsDefaultPort && address.Scheme == "http" && !text.EndsWith(":80", StringComparison.Ordinal) ? 11434 : builder.Port;
        return builder.Uri;
    }
}
