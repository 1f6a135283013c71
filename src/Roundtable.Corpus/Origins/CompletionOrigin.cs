namespace Roundtable.Corpus.Origins;

/// <summary>The origin of one of several completions of a row.</summary>
/// <param name="Field">The field that it was read from.</param>
/// <param name="Turn">Its index among the field's texts, from 0.</param>
/// <param name="Origin">Its origin.</param>
/// <param name="Models">The models that evidence of at least moderate strength names for it, verbatim.</param>
public sealed record CompletionOrigin(string Field, int Turn, Origin Origin, IReadOnlyList<string> Models);
