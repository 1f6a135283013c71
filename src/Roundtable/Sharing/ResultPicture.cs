using Roundtable.Deliberation.Sessions;

namespace Roundtable.Sharing;

internal static class ResultPicture
{
    public static byte[] Png(Session session) => [];
}
