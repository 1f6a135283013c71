using Roundtable.Deliberation.Panels;

namespace Roundtable.Workspace.Sessions;

/// <summary>Stops the tool servers of a session's seats with the session.</summary>
/// <param name="seats">The seats.</param>
internal sealed class SeatTools(IReadOnlyList<SeatedModel> seats) : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var seat in seats.Where(s => s.Tools is not null))
        {
            await seat.Tools!.DisposeAsync();
        }
    }
}
