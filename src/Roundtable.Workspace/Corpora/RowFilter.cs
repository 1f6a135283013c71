using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Reports;

namespace Roundtable.Workspace.Corpora;

/// <summary>Which rows of a scanned corpus are meant; what is not said lets all pass.</summary>
public sealed record RowFilter
{
    /// <summary>Rows of this origin.</summary>
    public Origin? Origin { get; init; }

    /// <summary>Rows with evidence of this kind.</summary>
    public EvidenceKind? Evidence { get; init; }

    /// <summary>Rows that name this model, letter case aside.</summary>
    public string? Model { get; init; }

    /// <summary>Rows of this file.</summary>
    public string? File { get; init; }

    /// <summary>Only rows whose evidence contradicts itself.</summary>
    public bool Contradictory { get; init; }

    /// <summary>Only rows that are equal to an earlier one, near it, or have a passage of it.</summary>
    public bool Repeated { get; init; }

    /// <summary>Only rows in which a whole test item of a benchmark stands.</summary>
    public bool Contaminated { get; init; }

    /// <summary>Only rows with keys or personal data, placeholders aside.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Whether a row is meant.</summary>
    public bool Has(RowLabel label) =>
        (Origin is null || label.Origin == Origin)
        && (Evidence is null || label.Evidence.Any(e => e.Kind == Evidence))
        && (string.IsNullOrEmpty(Model) || label.Evidence.Any(e => string.Equals(e.Model, Model, StringComparison.OrdinalIgnoreCase)))
        && (string.IsNullOrEmpty(File) || label.File == File)
        && (!Contradictory || label.IsContradictory)
        && (!Repeated || label.Repeats is not null || label.Passages is not null)
        && (!Contaminated || label.IsContaminated)
        && (!Sensitive || label.IsSensitive);
}
