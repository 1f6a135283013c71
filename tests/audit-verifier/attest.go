package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

const (
	bundleType  = "application/vnd.dev.sigstore.bundle.v0.3+json"
	payloadType = "application/vnd.in-toto+json"
)

// sigstoreBundle is an attestation of files (docs/formats/file-attestation.md).
type sigstoreBundle struct {
	MediaType            string `json:"mediaType"`
	VerificationMaterial struct {
		PublicKey struct {
			Hint string `json:"hint"`
		} `json:"publicKey"`
	} `json:"verificationMaterial"`
	Envelope struct {
		Payload     []byte `json:"payload"`
		PayloadType string `json:"payloadType"`
		Signatures  []struct {
			KeyID string `json:"keyid"`
			Sig   []byte `json:"sig"`
		} `json:"signatures"`
	} `json:"dsseEnvelope"`
}

type statement struct {
	Type    string `json:"_type"`
	Subject []struct {
		Name   string            `json:"name"`
		Digest map[string]string `json:"digest"`
	} `json:"subject"`
	PredicateType string `json:"predicateType"`
	Predicate     struct {
		Entry struct {
			ID     string `json:"id"`
			Sha256 string `json:"sha256"`
			Leaf   *int64 `json:"leaf"`
		} `json:"entry"`
		Folders []string `json:"folders"`
		Log     string   `json:"log"`
	} `json:"predicate"`
}

func isAttestation(data []byte) bool {
	var kind struct {
		MediaType string `json:"mediaType"`
	}
	return json.Unmarshal(data, &kind) == nil && kind.MediaType != ""
}

// verifyAttestation verifies envelope, signature, leaf and the files beside it.
func verifyAttestation(path string, data []byte, log verifierKey, witnesses []verifierKey) {
	var file sigstoreBundle
	parse(data, &file, "file")
	requireCanonical(data, file)
	envelope := file.Envelope
	if file.MediaType != bundleType || envelope.PayloadType != payloadType || len(envelope.Signatures) != 1 {
		fail("the file is no Sigstore bundle of version 0.3 with one signed in-toto statement")
	}
	signature := envelope.Signatures[0]
	message := append([]byte(fmt.Sprintf("DSSEv1 %d %s %d ", len(payloadType), payloadType, len(envelope.Payload))), envelope.Payload...)
	if log.kind != 1 || signature.KeyID != log.String() || file.VerificationMaterial.PublicKey.Hint != log.String() || !ed25519.Verify(log.public, message, signature.Sig) {
		fail("the statement is not signed by %s", log)
	}
	var said statement
	parse(envelope.Payload, &said, "statement")
	if said.Type != "https://in-toto.io/Statement/v1" || said.PredicateType != "urn:roundtable:attestation:1" || said.Predicate.Log != log.name || len(said.Subject) == 0 {
		fail("the statement is another, or of another log")
	}
	leaf := verifyProof(path+".tlog-proof", envelope.Payload, said.Predicate.Entry.Leaf, log, witnesses)

	root := filepath.Dir(path)
	known, missing, changed, extra := map[string]bool{}, []string{}, []string{}, []string{}
	for _, s := range said.Subject {
		if known[s.Name] || !fs.ValidPath(s.Name) || s.Name == "." || strings.Contains(s.Name, "\\") {
			fail("%q is no name of a file beside it, or stands there twice", s.Name)
		}
		known[s.Name] = true
		digest, err := digestOf(filepath.Join(root, s.Name))
		if err != nil {
			missing = append(missing, s.Name)
		} else if digest != asHash(fromHex(s.Digest["sha256"], 32)) {
			changed = append(changed, s.Name)
		}
	}
	known[filepath.Base(path)], known[filepath.Base(path)+".tlog-proof"] = true, true
	for _, folder := range said.Predicate.Folders {
		if !fs.ValidPath(folder) {
			fail("%q is no name of a folder beside it", folder)
		}
		filepath.WalkDir(filepath.Join(root, folder), func(at string, entry fs.DirEntry, err error) error {
			if name, _ := filepath.Rel(root, at); err == nil && !entry.IsDir() && !known[filepath.ToSlash(name)] {
				known[filepath.ToSlash(name)] = true
				extra = append(extra, filepath.ToSlash(name))
			}
			return nil
		})
	}
	sort.Strings(extra)
	result, _ := json.Marshal(map[string]any{"entry": said.Predicate.Entry.ID, "leaf": leaf, "files": len(said.Subject), "missing": missing, "changed": changed, "extra": extra})
	fmt.Println(string(result))
	if len(missing)+len(changed)+len(extra) > 0 {
		fail("the files beside it are not those that were attested")
	}
}

func digestOf(path string) (h hash, err error) {
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		return h, fmt.Errorf("no file: %s", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return h, err
	}
	defer file.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, file)
	return asHash(sum.Sum(nil)), err
}

// verifyProof verifies a C2SP tlog-proof of the leaf that commits to a statement, and returns the leaf's index.
func verifyProof(path string, document []byte, from *int64, log verifierKey, witnesses []verifierKey) int64 {
	data, err := os.ReadFile(path)
	if err != nil {
		fail("%v", err)
	}
	head, note, _ := strings.Cut(string(data), "\n\n")
	lines := strings.Split(head, "\n")
	if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		fail("%s is no proof of a leaf", path)
	}
	var shown struct {
		Keys   []string `json:"keys"`
		Leaf   []byte   `json:"leaf"`
		Opened map[string]struct {
			Content []byte `json:"content"`
			Salt    string `json:"salt"`
		} `json:"opened"`
	}
	extra := fromBase64(lines[1][len("extra "):])
	parse(extra, &shown, "leaf")
	for _, key := range shown.Keys {
		parseKey(key)
	}
	if canonical := canonicalOf(shown); !bytes.Equal(canonical, append(extra, '\n')) {
		fail("the extra data of %s is not in canonical form", path)
	}
	index, err := strconv.ParseInt(lines[2][len("index "):], 10, 64)
	if err != nil || strconv.FormatInt(index, 10) != lines[2][len("index "):] {
		fail("the index in %s is malformed", path)
	}
	var way []hash
	for _, line := range lines[3:] {
		if raw := fromBase64(line); len(raw) == 32 {
			way = append(way, asHash(raw))
		} else {
			fail("a hash in %s has another length", path)
		}
	}
	signed := openNote(note, log, witnesses)
	if index < 0 || index >= signed.size {
		fail("the leaf is not covered by the checkpoint")
	}
	if climb(1, sha([]byte{0}, shown.Leaf), index, signed.size, way) != signed.root {
		fail("the statement's leaf is not in the log")
	}
	var entry struct {
		Kind      string            `json:"kind"`
		Inputs    []int64           `json:"inputs"`
		Committed map[string]string `json:"committed"`
	}
	parse(shown.Leaf, &entry, "leaf")
	opened := shown.Opened["document"]
	digest := sha(document)
	commitment := sha(fromHex(opened.Salt, 32), digest[:])
	if entry.Kind != "disclosure" || !bytes.Equal(opened.Content, document) || len(shown.Opened) != 1 || !bytes.Equal(fromHex(entry.Committed["document"], 32), commitment[:]) {
		fail("the leaf is not that of this statement")
	}
	if from != nil {
		found := false
		for _, input := range entry.Inputs {
			found = found || input == *from
		}
		if !found {
			fail("the leaf does not come from the entry that the statement names")
		}
	}
	return index
}

func fromBase64(text string) []byte {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil || base64.StdEncoding.EncodeToString(raw) != text {
		fail("%.40q is not base64", text)
	}
	return raw
}
