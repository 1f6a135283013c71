namespace Roundtable.Workspace.Imports;

/// <summary>What became of a source that was to be imported.</summary>
public enum ImportStatus
{
    /// <summary>It was checked, and nothing was kept.</summary>
    Checked,

    /// <summary>It was recorded and its sessions saved.</summary>
    Imported,

    /// <summary>The same bytes were imported before, with the same reading: nothing was added.</summary>
    Known,

    /// <summary>The same bytes were imported before, but are read otherwise now: sessions were added, the earlier ones stay.</summary>
    ReadAnew,

    /// <summary>It could not be read.</summary>
    NotRead,
}
