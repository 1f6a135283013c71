using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.PanelModels;

/// <summary>What comes of a question to a panel, in order: text, then one end. Closed: one of the nested kinds and nothing else.</summary>
public abstract record PanelPart
{
    private protected PanelPart()
    {
    }

    /// <summary>Keeps the hierarchy closed.</summary>
    private protected abstract void Seal();

    /// <summary>The next text of the answer: whole sentences that were checked.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : PanelPart
    {
        private protected override void Seal() { }
    }

    /// <summary>The answer is complete, and the session with it.</summary>
    /// <param name="Session">The session.</param>
    public sealed record Finished(FusedSession Session) : PanelPart
    {
        private protected override void Seal() { }
    }

    /// <summary>There is no answer.</summary>
    /// <param name="Why">Why, in one or two sentences.</param>
    public sealed record Failed(string Why) : PanelPart
    {
        private protected override void Seal() { }
    }
}
