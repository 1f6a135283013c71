using Roundtable.Record.Entries;

namespace Roundtable.Models.Providers;

/// <summary>How models are reached: wire format, address and the name of the variable that holds the key, never the key.</summary>
public sealed record Connection
{
    /// <summary>Its name, the first part of the names of its models: <c>openai</c> in <c>openai/gpt-5</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The wire format.</summary>
    public required ApiKind Kind { get; init; }

    /// <summary>The address that requests go to, without the last part of the path.</summary>
    public required Uri Address { get; init; }

    /// <summary>The version of Azure's API, which is wanted with every request there; null for every other server.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Azure's names for models: the deployment that serves each; one that is missing is called like its model.</summary>
    public IReadOnlyDictionary<string, string> Deployments { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The environment variable that holds the key, or null where none is needed.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>The models as the provider calls them, best known first.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Whether a JSON schema can be requested; null where the model decides.</summary>
    public bool? SupportsSchema { get; init; }

    /// <summary>In whose words the provider's own tools for searching and reading the web are asked for; null where it has none that are known.</summary>
    public WebTools? WebTools { get; init; }

    /// <summary>Whether it has batches in its API's own form: OpenAI's files and batches, or Anthropic's message batches.</summary>
    public bool HasBatches { get; init; }

    /// <summary>Whether the vendor itself answers, so that its list prices hold.</summary>
    public bool IsFirstParty { get; init; }

    /// <summary>Through whose hands answers come; null where that is not known.</summary>
    public Route? Route { get; init; }

    /// <summary>The version of the terms under which it is asked, as <c>name@version</c>; null where none was named.</summary>
    public string? Terms { get; init; }

    /// <summary>The most calls in flight at once, over all its models.</summary>
    public int Concurrency { get; init; } = 256;

    /// <summary>Why nothing can be asked through it, in one sentence; null when it is connected.</summary>
    public string? NotConnected { get; init; }

    /// <summary>Whether it can be asked.</summary>
    public bool IsConnected => NotConnected is null;

    /// <summary>
    /// Whether its models run on this computer, so that asking them costs nothing. A gateway on this computer passes calls on, and is not local.
    /// </summary>
    public bool IsLocal => Route?.Kind == RouteKind.Local;

    /// <summary>Through whose hands the answers of one model come; null where that is not known.</summary>
    /// <param name="model">The model as the provider calls it.</param>
    /// <remarks>Ollama passes calls to models with <c>cloud</c> in their tags on to its own servers.</remarks>
    public Route? RouteOf(string model) =>
        IsLocal && (model.EndsWith("-cloud", StringComparison.Ordinal) || model.EndsWith(":cloud", StringComparison.Ordinal))
            ? new Route(RouteKind.Cloud, Name)
            : Route;
}
