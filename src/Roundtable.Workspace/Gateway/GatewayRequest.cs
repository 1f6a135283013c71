using Roundtable.Workspace.Access;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Workspace.Gateway;

/// <summary>What is known of a request before it is forwarded. Its body was read as far as that needs, and nothing of it was forwarded yet.</summary>
public sealed record GatewayRequest
{
    /// <summary>The call's random id: <c>x-roundtable-call</c> of the response.</summary>
    public required string Call { get; init; }

    /// <summary>Who asks.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The token that was sent, as the tokens' file has it; null where a proxy said who asks, or nobody has to.</summary>
    public AccessToken? Token { get; init; }

    /// <summary>Where it goes; <see cref="Upstream.Panels"/> for a panel.</summary>
    public required Upstream Upstream { get; init; }

    /// <summary>The method, in upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The path without upstream and version, in its one accepted spelling: <c>/chat/completions</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What is asked for.</summary>
    public required GatewayOperation Operation { get; init; }

    /// <summary>A request header by its name; null where it was not sent. Our own (<c>x-roundtable-…</c>) are there too.</summary>
    public required Func<string, string?> Header { get; init; }

    /// <summary>What the body says; null where it has none, or is not a JSON object that could be read to its end.</summary>
    public RequestFacts? Body { get; init; }

    /// <summary>The body where it is JSON that is not compressed, read to its end; null where there is none, or it passes unread.</summary>
    public Func<ReadOnlyMemory<byte>>? Content { get; init; }

    /// <summary>Whether there is a body that passes unread.</summary>
    public bool HasUnreadBody { get; init; }

    /// <summary>The body's size in bytes; null where it is not known before the body is forwarded.</summary>
    public long? BodyBytes { get; init; }

    /// <summary>The model that is asked for; null where it is not known.</summary>
    public string? Model => Body?.Model;
}

/// <summary>What the body of a request says: top-level members of a JSON object.</summary>
/// <param name="Model">The model; null where none is named.</param>
/// <param name="IsStream">Whether a stream is asked for.</param>
/// <param name="MaxOutputTokens">The limit of the answer's tokens, the largest where several are given; null for none.</param>
/// <param name="Choices">How many answers are asked for; null where it does not say.</param>
/// <param name="IsAmbiguous">Whether one of these members is given twice, so that nobody knows which the upstream takes.</param>
public sealed record RequestFacts(string? Model, bool IsStream, long? MaxOutputTokens, long? Choices, bool IsAmbiguous);
