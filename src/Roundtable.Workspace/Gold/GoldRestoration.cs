using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Gold;

/// <summary>Writes the folders of gold that are missing from what the log has on record. Labels that were never put on record are not in it.</summary>
/// <param name="workspace">The data directory.</param>
public sealed class GoldRestoration(WorkspaceContext workspace)
{
    private readonly SheetFolders _folders = new(workspace);

    /// <summary>Restores what is missing and was not deleted.</summary>
    /// <param name="log">The log.</param>
    /// <param name="cancellation">Stops; running it again finishes.</param>
    /// <returns>Ids of the sheets that were restored, oldest first.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(RecordLog log, CancellationToken cancellation)
    {
        List<string> restored = [];
        foreach (var sheet in await RecordedSheet.ReadAsync(log, cancellation))
        {
            if (_folders.Document(sheet.Id) is null && await RestoreAsync(sheet, cancellation))
            {
                restored.Add(sheet.Id);
            }
        }

        return restored;
    }

    private async Task<bool> RestoreAsync(RecordedSheet sheet, CancellationToken cancellation)
    {
        if (sheet.Plan is { } plan)
        {
            _folders.WritePlan(sheet.Id, plan);
        }

        if (sheet.Document is null)
        {
            return false; // a draw that was interrupted; drawing again finishes it
        }

        await _folders.History(sheet.Id).ChangeAsync(history => history.Events.Count == 0 ? sheet.Events : [], cancellation);
        _folders.Write(sheet.Document);
        return true;
    }
}
