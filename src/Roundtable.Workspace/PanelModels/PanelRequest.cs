using System.Globalization;
using System.Text;
using System.Text.Json;
using Roundtable.Deliberation.Questions;
using Roundtable.Workspace.Asking;

namespace Roundtable.Workspace.PanelModels;

/// <summary>What a program asks of a panel that it calls as a model.</summary>
/// <param name="Panel">Name of the panel.</param>
/// <param name="Question">The last message, which is the question.</param>
public sealed record PanelRequest(string Panel, string Question)
{
    /// <summary>Name of the context document that holds the conversation.</summary>
    public const string ConversationName = "conversation";

    /// <summary>The caller's instructions: system prompts, in order; null where there are none.</summary>
    public string? Instructions { get; init; }

    /// <summary>The messages before the question, in order.</summary>
    public IReadOnlyList<PanelTurn> Conversation { get; init; } = [];

    /// <summary>Sampling temperature of every seat that has none of its own, from 0 to 2; null for the providers' default.</summary>
    public double? Temperature { get; init; }

    /// <summary>Nucleus sampling of every seat that has none of its own, above 0 and up to 1; null for the providers' default.</summary>
    public double? TopP { get; init; }

    /// <summary>Limit on one seat's answer in tokens, for every seat that has none of its own; null for none.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Reasoning effort of every seat that has none of its own; null for the providers' default.</summary>
    public string? Effort { get; init; }

    /// <summary>How many tokens every seat that says nothing else may think with before it answers; null for the providers' default.</summary>
    public int? Thinking { get; init; }

    /// <summary>The JSON Schema that the answer must be valid against; null for Markdown.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary>The most that the session may cost, in US dollars; null for no limit.</summary>
    public decimal? Budget { get; init; }

    /// <summary>Uses that the answer is wanted for, as names.</summary>
    public IReadOnlyList<string> For { get; init; } = [];

    /// <summary>
    /// The request to a panel. The caller's instructions are part of the question, since seats follow a question; the conversation is a context document,
    /// since it holds what models said, and no seat follows that.
    /// </summary>
    public AskRequest ToAskRequest() => new()
    {
        Question = Text(),
        Context = Conversation.Count == 0 ? [] : [new ContextDocument(ConversationName, Transcript())],
        Panel = Panel,
        Temperature = Temperature,
        TopP = TopP,
        MaxTokens = MaxTokens,
        Effort = Effort,
        Thinking = Thinking,
        Schema = Schema,
        Budget = Budget,
        For = For,
    };

    private string Text()
    {
        var text = new StringBuilder(Question.Trim());
        if (Conversation.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n\n(It continues the conversation in the context document \"{ConversationName}\".)");
        }

        if (Instructions is { } instructions)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n\nInstructions for the answer, from whoever asks:\n{instructions.Trim()}");
        }

        return text.ToString();
    }

    private string Transcript() => string.Join("\n\n", Conversation.Select(t => $"{(t.Role == "user" ? "User" : "Assistant")}: {t.Text.Trim()}"));
}
