using Microsoft.Extensions.AI;

namespace Roundtable.Deliberation.Recording;

/// <summary>What a budget asks of the clients through which a call goes.</summary>
public static class CallLimit
{
    /// <summary>
    /// Key in <see cref="ChatOptions.AdditionalProperties"/>: true where the call must not be made without its limit, for a budget rests on it.
    /// </summary>
    public const string RequiredProperty = "roundtable.limitRequired";

    /// <summary>
    /// Key in <see cref="ChatOptions.AdditionalProperties"/> of a <see cref="Func{Boolean}"/> that is told of a try which may have been charged although no
    /// whole answer came of it, and says whether the budget covers another.
    /// </summary>
    public const string LostTryProperty = "roundtable.lostTry";

    /// <summary>
    /// Key in <see cref="ChatOptions.AdditionalProperties"/> of a <see cref="CoversDialogue"/>: a seat that uses tools is asked several times for one answer,
    /// each time with all that came before.
    /// </summary>
    public const string DialogueProperty = "roundtable.dialogueLimit";

    /// <summary>Whether the budget covers one more answer in a dialogue with tools, and sets aside for it. Without a budget it does.</summary>
    /// <param name="options">The settings of the call.</param>
    /// <param name="prompt">The dialogue so far.</param>
    /// <param name="moreTokens">Tokens that the prompt has, or will have, besides.</param>
    /// <param name="begins">Whether the answer is asked for now; else it is made sure that it can be.</param>
    public static bool Covers(ChatOptions options, IReadOnlyList<ChatMessage> prompt, long moreTokens, bool begins) =>
        options.AdditionalProperties?.GetValueOrDefault(DialogueProperty) is not CoversDialogue covers || covers(prompt, moreTokens, begins);

    /// <summary>Whether a call must not be made without its limit.</summary>
    public static bool IsRequired(ChatOptions? options) => options?.AdditionalProperties?.GetValueOrDefault(RequiredProperty) is true;

    /// <summary>Tells that a try may have been charged; whether another may be made.</summary>
    public static bool CoversAnother(ChatOptions? options) =>
        options?.AdditionalProperties?.GetValueOrDefault(LostTryProperty) is not Func<bool> told || told();
}
