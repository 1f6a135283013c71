using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Live;

/// <summary>An event of a live session. Its bytes are made once, however many watch.</summary>
/// <param name="id">Its place.</param>
/// <param name="e">What happened.</param>
public sealed class LiveEvent(LiveId id, SessionEvent e)
{
    private readonly Lazy<byte[]> _json = new(() => SessionEventJson.Write(e));

    /// <summary>Its place.</summary>
    public LiveId Id => id;

    /// <summary>What happened.</summary>
    public SessionEvent Event => e;

    /// <summary>What happened, as JSON on one line.</summary>
    public byte[] Json => _json.Value;
}
