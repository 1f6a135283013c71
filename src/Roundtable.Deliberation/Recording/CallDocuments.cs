using Microsoft.Extensions.AI;
using Roundtable.Record.Storage;

namespace Roundtable.Deliberation.Recording;

/// <summary>
/// Prompt and settings of one call as they are recorded, with their digests: written once for whoever needs a key before the call and for the record after
/// it. They belong to one list of messages and one set of options, and are used for no others.
/// </summary>
public sealed class CallDocuments
{
    /// <summary>Key in <see cref="ChatOptions.AdditionalProperties"/> under which a caller leaves them.</summary>
    public const string Property = "roundtable.documents";

    private readonly string _model;
    private readonly IReadOnlyList<ChatMessage> _messages;
    private readonly ChatOptions? _options;

    private CallDocuments(string model, IReadOnlyList<ChatMessage> messages, ChatOptions? options, DigestedContent settings)
    {
        (_model, _messages, _options, Settings) = (model, messages, options, settings);
        Prompt = DigestedContent.Of(CallContents.Prompt(messages));
    }

    /// <summary>The prompt: <see cref="CallContents.Prompt"/>.</summary>
    public DigestedContent Prompt { get; }

    /// <summary>The settings: <see cref="CallContents.Settings"/>.</summary>
    public DigestedContent Settings { get; }

    /// <summary>Those of a call that is about to be made.</summary>
    /// <param name="model">The model that is asked for.</param>
    /// <param name="messages">The prompt.</param>
    /// <param name="options">The settings.</param>
    public static CallDocuments Of(string model, IReadOnlyList<ChatMessage> messages, ChatOptions? options) =>
        new(model, messages, options, SettingsOf(model, options));

    /// <summary>The same with settings that were written before, for many calls that have them in common.</summary>
    /// <param name="model">The model that is asked for.</param>
    /// <param name="messages">The prompt.</param>
    /// <param name="options">The settings.</param>
    /// <param name="settings">What <see cref="SettingsOf"/> gives for them.</param>
    public static CallDocuments Of(string model, IReadOnlyList<ChatMessage> messages, ChatOptions? options, DigestedContent settings) =>
        new(model, messages, options, settings);

    /// <summary>Settings as they are recorded.</summary>
    public static DigestedContent SettingsOf(string model, ChatOptions? options) => DigestedContent.Of(CallContents.Settings(model, options));

    /// <summary>Those that a caller left with the options, where they are of this very call; else newly written ones.</summary>
    internal static CallDocuments Of(ChatOptions? options, string model, IReadOnlyList<ChatMessage> messages) =>
        options?.AdditionalProperties?.GetValueOrDefault(Property) is CallDocuments left && left._model == model
            && ReferenceEquals(left._messages, messages) && ReferenceEquals(left._options, options)
            ? left
            : Of(model, messages, options);
}
