namespace Roundtable.Annotation.Students.Learning;

/// <summary>Texts as sparse vectors, one after the other: columns and values, and where each text begins.</summary>
/// <param name="Starts">Where each text begins; one more than there are texts.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Values">Their values.</param>
internal sealed record SparseRows(int[] Starts, int[] Columns, float[] Values)
{
    /// <summary>Number of texts.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>The columns of a text.</summary>
    public ReadOnlySpan<int> ColumnsOf(int row) => Columns.AsSpan(Starts[row]..Starts[row + 1]);

    /// <summary>The values of a text.</summary>
    public ReadOnlySpan<float> ValuesOf(int row) => Values.AsSpan(Starts[row]..Starts[row + 1]);
}
