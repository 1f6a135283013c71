namespace Roundtable.Workspace.Corpora;

/// <summary>The JSON of a row among the bytes that it has in its file.</summary>
internal static class RowObject
{
    /// <summary>The object of a row, without the brackets and commas of an array around it; empty where there is none.</summary>
    public static ReadOnlySpan<byte> In(ReadOnlySpan<byte> bytes)
    {
        var (start, end) = (bytes.IndexOf((byte)'{'), bytes.LastIndexOf((byte)'}'));
        return start >= 0 && end > start ? bytes[start..(end + 1)] : default;
    }
}
