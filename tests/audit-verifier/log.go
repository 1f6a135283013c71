package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// verifierKey is a key of C2SP signed-note: name+id+base64(type, key).
type verifierKey struct {
	name   string
	id     uint32
	kind   byte // 1 signs notes, 4 cosigns checkpoints
	public ed25519.PublicKey
}

func parseKey(text string) verifierKey {
	parts := strings.SplitN(text, "+", 3)
	if len(parts) != 3 {
		fail("%q is not a verifier key", text)
	}
	id, err := strconv.ParseUint(parts[1], 16, 32)
	raw, err2 := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || err2 != nil || len(raw) != 33 || raw[0] != 1 && raw[0] != 4 {
		fail("%q is not a verifier key", text)
	}
	sum := sha([]byte(parts[0]+"\n"), raw)
	if binary.BigEndian.Uint32(sum[:4]) != uint32(id) {
		fail("the id of key %q is wrong", text)
	}
	return verifierKey{parts[0], uint32(id), raw[0], raw[1:]}
}

// checkpoint is a signed note whose every signature was verified.
type checkpoint struct {
	text   string
	origin string
	size   int64
	root   hash
	signed map[string][]byte // signatures by the key's name and id, without the id
}

func (k verifierKey) String() string { return fmt.Sprintf("%s+%08x", k.name, k.id) }

// openNote verifies every signature of a note; each has to be by one of the keys, and every key has to be there once.
func openNote(note string, log verifierKey, witnesses []verifierKey) checkpoint {
	gap := strings.LastIndex(note, "\n\n")
	if gap < 0 || !strings.HasSuffix(note, "\n") {
		fail("a checkpoint is no signed note")
	}
	c := checkpoint{text: note[:gap+1], signed: map[string][]byte{}}
	for _, line := range strings.Split(strings.TrimSuffix(note[gap+2:], "\n"), "\n") {
		isSignature := strings.HasPrefix(line, "— ")
		rest := strings.TrimPrefix(line, "— ")
		name, encoded, _ := strings.Cut(rest, " ")
		raw, err := base64.StdEncoding.DecodeString(encoded)
		if !isSignature || err != nil || len(raw) < 5 || base64.StdEncoding.EncodeToString(raw) != encoded {
			fail("a checkpoint has a malformed signature line")
		}
		found := false
		for _, key := range append([]verifierKey{log}, witnesses...) {
			if key.name == name && key.id == binary.BigEndian.Uint32(raw) && c.signed[key.String()] == nil {
				message, signature := []byte(c.text), raw[4:]
				if key.kind == 4 {
					if len(signature) != 72 {
						fail("the cosignature of %s has another length", name)
					}
					message = []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature), c.text))
					signature = signature[8:]
				}
				found = ed25519.Verify(key.public, message, signature)
				c.signed[key.String()] = raw[4:]
			}
		}
		if !found {
			fail("the signature of %s is wrong, or of a key that is not known", name)
		}
	}
	for _, key := range append([]verifierKey{log}, witnesses...) {
		if c.signed[key.String()] == nil {
			fail("%s did not sign a checkpoint", key.name)
		}
	}
	lines := strings.SplitN(c.text, "\n", 4)
	if len(lines) < 4 {
		fail("a checkpoint has too few lines")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	root, err2 := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || err2 != nil || len(root) != 32 || lines[0] != log.name {
		fail("a checkpoint is malformed, or of another log")
	}
	c.origin, c.size, c.root = lines[0], size, asHash(root)
	return c
}

// provedLeaf is a leaf of the log with its document and its way to a checkpoint's root.
type provedLeaf struct {
	Index    int64    `json:"index"`
	Leaf     []byte   `json:"leaf"`
	Salt     string   `json:"salt"`
	Document []byte   `json:"document"`
	Path     []string `json:"path"`
}

// document verifies the leaf down to the checkpoint, and that the document is the one it commits to.
func (l provedLeaf) document(what string, c checkpoint) []byte {
	leaf := sha([]byte{0}, l.Leaf)
	if climb(1, leaf, l.Index, c.size, hashes(l.Path)) != c.root {
		fail("the leaf of the %s is not in the log", what)
	}
	var entry struct {
		Kind      string            `json:"kind"`
		Committed map[string]string `json:"committed"`
	}
	parse(l.Leaf, &entry, what)
	digest := sha(l.Document)
	commitment := sha(fromHex(l.Salt, 32), digest[:])
	if entry.Kind != "disclosure" || !bytes.Equal(fromHex(entry.Committed["document"], 32), commitment[:]) {
		fail("the document of the %s is not the one that the log holds", what)
	}
	return l.Document
}

func fromHex(text string, length int) []byte {
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != length || hex.EncodeToString(raw) != text {
		fail("%q is not %d bytes in lower-case hexadecimal", text, length)
	}
	return raw
}

func hashes(texts []string) []hash {
	all := make([]hash, len(texts))
	for i, text := range texts {
		all[i] = asHash(fromHex(text, 32))
	}
	return all
}
