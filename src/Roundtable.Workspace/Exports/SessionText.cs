using System.Text;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Exports;

/// <summary>A session in one of the formats that it can be exported in.</summary>
public static class SessionText
{
    /// <summary>The session as <c>html</c>, <c>json</c> or, by any other name, Markdown.</summary>
    public static string Of(SessionDocument session, string format) => (session, format) switch
    {
        (_, "json") => Encoding.UTF8.GetString(SessionDocumentJson.Write(session)),
        (FusedSession fused, "html") => FusedHtmlExport.Of(fused),
        (FusedSession fused, _) => FusedMarkdownExport.Of(fused),
        (_, "html") => HtmlExport.Of((Session)session),
        _ => MarkdownExport.Of((Session)session),
    };
}
