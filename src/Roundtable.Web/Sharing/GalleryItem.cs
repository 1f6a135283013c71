using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Web.Sharing;

/// <summary>A session of the gallery, as pages and feeds show it.</summary>
/// <param name="Entry">Its entry.</param>
/// <param name="Address">Its whole address, under which anybody reads it.</param>
/// <param name="Summary">Its figures.</param>
public sealed record GalleryItem(GalleryEntry Entry, string Address, SessionSummary Summary)
{
    /// <summary>The question, with the word before it where no model answered.</summary>
    public string Title => (Summary.Simulated ? "SIMULATED: " : "") + Summary.Question;
}
