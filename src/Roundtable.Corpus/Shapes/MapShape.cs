using System.Text.RegularExpressions;

namespace Roundtable.Corpus.Shapes;

/// <summary>Whether objects are maps: their members are named by what they are about, and not by what they are.</summary>
internal static partial class MapShape
{
    /// <summary>Whether the members of an object are named by identifiers, as the messages of a chat export are.</summary>
    public static bool Is(FieldFacts facts) =>
        facts.Members.Count > 0
        && (facts.Members.All(m => IdentifierName().IsMatch(m.Name))
            || (facts.Members.Any(m => m.Name.Contains('.', StringComparison.Ordinal)) && facts.Members.All(m => m.Texts > 0))
            || (facts.Members.Count > 1 && facts.Members.All(m => m.Objects > 0 && NumberedName().IsMatch(m.Name)))
            || (facts.Members.All(m => m.Objects > 0) && facts.Members.All(m => m.Find("message") is not null && m.Find("id") is not null)));

    [GeneratedRegex("^([0-9]+|[0-9a-fA-F]*[0-9][0-9a-fA-F]{7,}(-[0-9a-fA-F]{4,})*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IdentifierName();

    [GeneratedRegex("^[A-Za-z]+[_-]?[0-9]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberedName();
}
