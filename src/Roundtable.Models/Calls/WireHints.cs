using Microsoft.Extensions.AI;

namespace Roundtable.Models.Calls;

/// <summary>What was learned of a server about how its requests are to be written.</summary>
/// <param name="Responses">Whether the model is reached through OpenAI's responses alone.</param>
/// <param name="CompletionLimit">Whether the limit of tokens is called <c>max_completion_tokens</c>.</param>
internal sealed record WireHints(bool Responses, bool CompletionLimit)
{
    private const string Property = "roundtable.wireHints";

    private static readonly WireHints _none = new(false, false);

    /// <summary>The hints that come with a call.</summary>
    public static WireHints Of(ChatOptions? options) => options?.AdditionalProperties?.GetValueOrDefault(Property) as WireHints ?? _none;

    /// <summary>Leaves the hints with a call.</summary>
    public void AddTo(ChatOptions options) => (options.AdditionalProperties ??= [])[Property] = this;
}
