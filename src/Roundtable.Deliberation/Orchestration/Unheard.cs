using Roundtable.Deliberation.Recording;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>Listens to nothing: streams are asked for so that no proxy cuts a connection on which nothing comes for minutes.</summary>
internal sealed class Unheard : IProgress<AnswerPart>
{
    /// <summary>The one there is.</summary>
    public static Unheard Instance { get; } = new();

    /// <inheritdoc/>
    public void Report(AnswerPart value)
    {
    }
}
