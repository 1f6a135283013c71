using Microsoft.Extensions.AI;

namespace Roundtable.Models.Calls;

/// <summary>What was learned of a server about how its requests are to be written.</summary>
internal sealed record WireHints
{
    private const string Property = "roundtable.wireHints";

    private static readonly WireHints _none = new();

    /// <summary>Whether the model is reached through OpenAI's responses alone.</summary>
    public bool Responses { get; init; }

    /// <summary>
    /// Whether the limit of tokens is called <c>max_completion_tokens</c> (true) or <c>max_tokens</c> (false); null where the address decides.
    /// </summary>
    public bool? CompletionLimit { get; init; }

    /// <summary>Whether Claude thinks as much as it needs (<c>adaptive</c>) and takes no budget for it.</summary>
    public bool AdaptiveThinking { get; init; }

    /// <summary>The hints that come with a call.</summary>
    public static WireHints Of(ChatOptions? options) => options?.AdditionalProperties?.GetValueOrDefault(Property) as WireHints ?? _none;

    /// <summary>Leaves the hints with a call.</summary>
    public void AddTo(ChatOptions options) => (options.AdditionalProperties ??= [])[Property] = this;
}
