using Microsoft.Extensions.Logging;
using Roundtable.Record.Storage;
using Roundtable.Workspace;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Logs;

namespace Roundtable.Web.Site.Labelling;

/// <summary>
/// Puts labels that people gave in the site on record, some at a time and beside their work. Labels that are not on record yet are in the data directory, and
/// whatever uses them puts them on record first.
/// </summary>
/// <param name="gold">Where labels are.</param>
/// <param name="log">The server's log.</param>
/// <param name="logger">Is told where the log cannot be had.</param>
public sealed partial class GoldSealer(GoldService gold, SharedLog log, ILogger<GoldSealer> logger)
{
    private const int Batch = 20;
    private int _busy;

    /// <summary>A label was saved: where enough are waiting, or the sheet is done, they are put on record.</summary>
    public void Saved(StoredSheet sheet)
    {
        var progress = GoldProgress.Of(sheet);
        if ((sheet.Unsealed >= Batch || progress.Labelled == progress.Items) && Interlocked.Exchange(ref _busy, 1) == 0)
        {
            _ = SealAsync(sheet.Id);
        }
    }

    private async Task SealAsync(string id)
    {
        try
        {
            await using var use = await log.OpenAsync(CancellationToken.None);
            await gold.SealAsync(use.Log, id, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or LogInUseException or WorkspaceException or ObjectDisposedException or DamagedLogException)
        {
            NotSealed(logger, id, e.Message);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Labels of gold {Id} are not on record yet: {Why}")]
    private static partial void NotSealed(ILogger logger, string id, string why);
}
