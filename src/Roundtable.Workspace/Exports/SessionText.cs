using System.Text;
using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Exports;

/// <summary>A session in one of the formats that it can be exported in.</summary>
public static class SessionText
{
    /// <summary>The session as <c>html</c>, <c>json</c> or, by any other name, Markdown.</summary>
    public static string Of(Session session, string format) => format switch
    {
        "html" => HtmlExport.Of(session),
        "json" => Encoding.UTF8.GetString(SessionJson.Write(session)),
        _ => MarkdownExport.Of(session),
    };
}
