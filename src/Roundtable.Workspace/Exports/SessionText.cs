using System.Diagnostics;
using System.Text;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Exports;

/// <summary>A session in one of the formats that it can be exported in.</summary>
public static class SessionText
{
    /// <summary>The session as <c>html</c>, <c>json</c> or, by any other name, Markdown.</summary>
    public static string Of(SessionDocument session, string format) => (session, format) switch
    {
        (_, "json") => Encoding.UTF8.GetString(session.Write()),
        (SessionDocument.Voted voted, "html") => HtmlExport.Of(voted.Session),
        (SessionDocument.Voted voted, _) => MarkdownExport.Of(voted.Session),
        _ => throw new UnreachableException("A document of another kind."),
    };
}
