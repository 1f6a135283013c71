using Roundtable.Models.Providers;
using Roundtable.Workspace.Access;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>A request's path and method, understood. Names of paths count without letter case, since some servers take them so; ids as they are.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Id">The id of what is read, changed or deleted; null where there is none.</param>
/// <param name="IsList">Whether it shows what everybody made.</param>
/// <param name="Creates">Whether it makes something with an id that is in its answer.</param>
/// <param name="IsResults">Whether its answer is what the requests of a batch came to.</param>
public sealed record PathPolicy(PathKind Kind, string? Id = null, bool IsList = false, bool Creates = false, bool IsResults = false)
{
    private static readonly PathPolicy _unknown = new(PathKind.Unknown);

    /// <summary>The permission that it needs; null where it needs none.</summary>
    public KeyPermission? Permission => Kind switch
    {
        PathKind.Files => KeyPermission.Files,
        PathKind.Batches => KeyPermission.Batches,
        PathKind.FineTuning => KeyPermission.FineTuning,
        PathKind.StoredResponses => KeyPermission.StoredResponses,
        PathKind.Unknown => KeyPermission.UnknownPaths,
        _ => null,
    };

    /// <summary>Whether models may be asked with it, so that models, uses and budgets must be kept to.</summary>
    public bool Asks => Kind is PathKind.Generation or PathKind.Embeddings || (Kind is PathKind.Batches or PathKind.FineTuning && Creates);

    /// <summary>What a request is about.</summary>
    /// <param name="api">The API of the connection.</param>
    /// <param name="method">The method, in capitals.</param>
    /// <param name="path">The path after the version of the API: <c>chat/completions</c>.</param>
    public static PathPolicy Of(ApiKind api, string method, RequestPath path)
    {
        var names = path.Segments;
        var (read, write, delete) = (method is "GET" or "HEAD", method is "POST", method is "DELETE");
        if (names.Count == 0 || !(read || write || delete))
        {
            return _unknown;
        }

        return (api, Lower(names, 0), Lower(names, 1), names.Count) switch
        {
            (_, "models", _, 1) when read => new PathPolicy(PathKind.Models),
            (_, "models", _, _) when read => new PathPolicy(PathKind.Models),
            (_, "models", _, 2) when delete => new PathPolicy(PathKind.FineTuning, names[1]),
            (ApiKind.Anthropic, "messages", _, 1) when write => new PathPolicy(PathKind.Generation),
            (ApiKind.Anthropic, "messages", "count_tokens", 2) when write => new PathPolicy(PathKind.CountTokens),
            (ApiKind.Anthropic, "messages", "batches", 4) when read && Lower(names, 3) == "results" =>
                new PathPolicy(PathKind.Batches, names[2], IsResults: true),
            (ApiKind.Anthropic, "messages", "batches", _) => Kept(PathKind.Batches, names, 2, read, write, delete),
            (_, "files", _, _) => Kept(PathKind.Files, names, 1, read, write, delete),
            (ApiKind.Anthropic, _, _, _) => _unknown,
            (_, "chat", "completions", 2) when write => new PathPolicy(PathKind.Generation, Creates: true),
            (_, "chat", "completions", _) => Kept(PathKind.StoredResponses, names, 2, read, write, delete),
            (_, "responses", _, 1) when write => new PathPolicy(PathKind.Generation, Creates: true),
            (_, "responses", "input_tokens", 2) when write => new PathPolicy(PathKind.CountTokens),
            (_, "responses", "compact", 2) when write => new PathPolicy(PathKind.Generation, Creates: true),
            (_, "responses" or "conversations", _, _) => Kept(PathKind.StoredResponses, names, 1, read, write, delete),
            (_, "embeddings", _, 1) when write => new PathPolicy(PathKind.Embeddings),
            (_, "uploads", _, _) => Kept(PathKind.Files, names, 1, read, write, delete),
            (_, "batches", _, _) => Kept(PathKind.Batches, names, 1, read, write, delete),
            (_, "fine_tuning", "jobs", _) => Kept(PathKind.FineTuning, names, 2, read, write, delete),
            _ => _unknown,
        };
    }

    /// <summary>What is kept by the provider: listed and made without an id, read and changed with one.</summary>
    private static PathPolicy Kept(PathKind kind, IReadOnlyList<string> names, int place, bool read, bool write, bool delete) =>
        names.Count > place ? new PathPolicy(kind, names[place], Creates: write)
        : read ? new PathPolicy(kind, IsList: true)
        : write ? new PathPolicy(kind, Creates: true)
        : delete ? _unknown with { IsList = true }
        : _unknown;

    private static string? Lower(IReadOnlyList<string> names, int place) => names.Count > place ? names[place].ToLowerInvariant() : null;
}
