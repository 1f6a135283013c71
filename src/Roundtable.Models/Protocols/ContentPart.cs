using Roundtable.Deliberation.Tools;

namespace Roundtable.Models.Protocols;

/// <summary>One part of what a model answered, in the order of the answer. Closed: one of the nested kinds and nothing else.</summary>
public abstract record ContentPart
{
    private protected ContentPart()
    {
    }

    /// <summary>Keeps the hierarchy closed.</summary>
    private protected abstract void Seal();

    /// <summary>The answer itself.</summary>
    /// <param name="Value">As the model wrote it.</param>
    public sealed record Text(string Value) : ContentPart
    {
        private protected override void Seal() { }
    }

    /// <summary>What the model thought before it answered, or the provider's summary of it. It is no part of the answer.</summary>
    /// <param name="Value">As the provider shows it.</param>
    public sealed record Reasoning(string Value) : ContentPart
    {
        private protected override void Seal() { }
    }

    /// <summary>That the model declines, in a place of its own.</summary>
    /// <param name="Value">Why, as it is told.</param>
    public sealed record Refusal(string Value) : ContentPart
    {
        private protected override void Seal() { }
    }

    /// <summary>That the model wants a tool to be called.</summary>
    /// <param name="Id">The id under which the result is expected; null where there is none.</param>
    /// <param name="Name">The tool's name; empty where it was not told.</param>
    /// <param name="Arguments">The arguments as the model wrote them: JSON as a rule, but nobody has checked that.</param>
    public sealed record ToolCall(string? Id, string Name, string Arguments) : ContentPart
    {
        private protected override void Seal() { }
    }

    /// <summary>That the provider called a tool of its own for the model, and what it returned as far as that is told.</summary>
    /// <param name="Use">The call.</param>
    public sealed record ServedTool(ToolUse Use) : ContentPart
    {
        private protected override void Seal() { }
    }

    /// <summary>That the answer cites a page.</summary>
    /// <param name="Page">The page, with the words that rest on it.</param>
    public sealed record Cited(Citation Page) : ContentPart
    {
        private protected override void Seal() { }
    }

    /// <summary>A part that is not read: an image, encrypted reasoning, what a tool of the provider found.</summary>
    /// <param name="Type">The API's name for it.</param>
    public sealed record Other(string Type) : ContentPart
    {
        private protected override void Seal() { }
    }
}
