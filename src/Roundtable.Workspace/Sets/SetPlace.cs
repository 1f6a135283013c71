using Roundtable.Record.Entries;
using Roundtable.Workspace.Sets.Manifests;
using Roundtable.Workspace.Sets.Rows;
using Roundtable.Workspace.Sets.Rulings;

namespace Roundtable.Workspace.Sets;

/// <summary>The place of a row in a set.</summary>
/// <param name="File">The name of the file of its part.</param>
/// <param name="Number">Its line in the file, from 1.</param>
/// <param name="Index">Its index in the whole set, from 0.</param>
/// <param name="Stream">The file.</param>
internal readonly record struct SetPlace(string File, long Number, long Index, Stream Stream)
{
    /// <summary>The line beside the row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="lineage">What was found about what it came from.</param>
    /// <param name="question">What it asks, as the line has it.</param>
    /// <param name="digest">The digest of the row as it is written.</param>
    public SetRowLine Line(SetRow row, RuledLineage lineage, string question, Digest digest) =>
        new(File, Number, digest, row.Id, question, row.Origin, lineage.Models, lineage.Terms, row.Sources, row.Confidence);
}
