using Roundtable.Record.Entries;
using Roundtable.Workspace.Sets.Rows;
using Roundtable.Workspace.Sets.Rulings;

namespace Roundtable.Workspace.Sets;

/// <summary>A row that was ruled on and may be used, on its way into the set.</summary>
/// <param name="row">The row, with everything that it came from.</param>
/// <param name="content">What it teaches in the set's format.</param>
/// <param name="lineage">What was found about what it came from.</param>
internal sealed class SetCandidate(SetRow row, SetContent content, RuledLineage lineage)
{
    /// <summary>The row.</summary>
    public SetRow Row => row;

    /// <summary>What it teaches.</summary>
    public SetContent Content => content;

    /// <summary>What was found about what it came from.</summary>
    public RuledLineage Lineage => lineage;

    /// <summary>Why it is left out whatever the other rows are; empty where it is not.</summary>
    public string Reason { get; set; } = "";

    /// <summary>The hash of what it says.</summary>
    public UInt128 Hash { get; set; }

    /// <summary>Whether the format can express it.</summary>
    public bool IsExpressible { get; set; }

    /// <summary>Where it begins among the bytes of its batch.</summary>
    public int Start { get; set; }

    /// <summary>How many bytes it has.</summary>
    public int Length { get; set; }

    /// <summary>The digest of its bytes.</summary>
    public Digest Digest { get; set; }

    /// <summary>The part that it belongs to.</summary>
    public string Part { get; set; } = "";

    /// <summary>What it asks, as the line beside it has it.</summary>
    public string Question { get; set; } = "";

    /// <summary>Its place in the set; null where it is not in the set.</summary>
    public SetPlace? Place { get; set; }

    /// <summary>Where its line begins among the lines of its batch.</summary>
    public int LineStart { get; set; }

    /// <summary>How many bytes its line has.</summary>
    public int LineLength { get; set; }

    /// <summary>The hash of its line in the tree.</summary>
    public Digest LineHash { get; set; }
}
